import x from 'dompurify'; export { x }
