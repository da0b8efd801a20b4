/** FeedIcon.tsx — an outlet's own icon, or its monogram when there is none or it does not load. */
import { useState } from 'react'
import { Monogram } from './Monogram.tsx'

export function FeedIcon({ icon, title }: { readonly icon: string | null; readonly title: string }) {
  const [broken, setBroken] = useState<string | null>(null)
  if (icon === null || icon === broken) return <Monogram title={title} />
  return (
    <img
      className="feed-icon"
      src={icon}
      alt=""
      draggable={false}
      onError={() => {
        setBroken(icon)
      }}
    />
  )
}
