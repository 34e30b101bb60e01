/** The mark of Tillwise: three rising bars of a receipt roll. Decorative. */
export function Brand({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="9" fill="var(--mantine-color-pine-7)" />
      <rect x="8" y="17" width="4" height="7" rx="1.6" fill="#cfe5dc" />
      <rect x="14" y="12.5" width="4" height="11.5" rx="1.6" fill="#ffffff" />
      <rect x="20" y="8" width="4" height="16" rx="1.6" fill="#e9b98a" />
    </svg>
  );
}
