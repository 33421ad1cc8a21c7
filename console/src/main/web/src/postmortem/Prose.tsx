/** Text that the server rendered and sanitised: the same renderer makes preview and published page. */
export function Prose({ html }: { html: string }) {
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
