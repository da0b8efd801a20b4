import * as x from '@tanstack/react-virtual'; export { x }
