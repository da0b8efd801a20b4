export const x = 'workers'
