/** What is typed as it stands, such as --forget-pin, is not broken at its hyphens. */
export function Unbroken({ text }: { readonly text: string }) {
  return text.split(/(--[a-z][a-z-]*)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={at} className="nowrap">
        {part}
      </span>
    ),
  );
}
