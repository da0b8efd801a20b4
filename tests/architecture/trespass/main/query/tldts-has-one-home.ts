import * as x from 'tldts'; export { x }
