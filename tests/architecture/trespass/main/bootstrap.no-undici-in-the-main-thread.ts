/* no-undici-in-the-main-thread */
import { Agent } from 'undici'

export const agent = Agent
