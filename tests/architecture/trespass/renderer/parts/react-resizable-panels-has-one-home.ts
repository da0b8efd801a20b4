import * as x from 'react-resizable-panels'; export { x }
