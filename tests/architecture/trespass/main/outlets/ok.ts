export const x = 'outlets'
