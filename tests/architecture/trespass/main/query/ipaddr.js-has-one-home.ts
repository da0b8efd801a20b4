import * as x from 'ipaddr.js'; export { x }
