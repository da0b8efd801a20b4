/** windowKind.ts — the kinds of window that this program opens. What each may do: main/ipc/rights.ts. */

/**
 * `reader`: the whole window. `article`: one article in a window of its own. `print` and `pdf`: hidden ones that set an
 * article on paper (main/shell/hiddenWindow.ts); nothing in them asks or hears anything.
 */
export type WindowKind = 'reader' | 'article' | 'print' | 'pdf'
