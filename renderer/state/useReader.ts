/** useReader.ts — how a component reads the window's state and reaches its actions. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Reader, ReaderActions } from './reader.ts'
import type { PortBoard } from './ports.ts'
import type { ReaderState } from './readerState.ts'

export const ReaderContext = createContext<Reader | null>(null)

function useOwnReader(): Reader {
  const reader = useContext(ReaderContext)
  if (reader === null) throw new Error('No reader around this component')
  return reader
}

export function useReader<T>(select: (state: ReaderState) => T): T {
  return useStore(useOwnReader().store, select)
}

export function useActions(): ReaderActions {
  return useOwnReader().actions
}

export function usePorts(): PortBoard {
  return useOwnReader().ports
}
