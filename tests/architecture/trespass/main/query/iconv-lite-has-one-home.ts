import * as x from 'iconv-lite'; export { x }
