import * as x from 'undici'; export { x }
