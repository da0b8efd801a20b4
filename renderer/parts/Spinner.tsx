/** Spinner.tsx — something is going on. Stands still for readers who want less motion. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />
}
