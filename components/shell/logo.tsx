/** Two circles, the AI's and the person's, and what they do together. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="flex-none">
      <circle cx="6.5" cy="10" r="5.5" fill="var(--iris)" />
      <circle
        cx="13.5"
        cy="10"
        r="5.5"
        fill="var(--pine)"
        className="opacity-90 mix-blend-multiply dark:mix-blend-screen"
      />
    </svg>
  );
}
