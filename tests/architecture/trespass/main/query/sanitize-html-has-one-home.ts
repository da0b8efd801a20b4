import * as x from 'sanitize-html'; export { x }
