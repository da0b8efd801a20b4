export const x = 'model'
