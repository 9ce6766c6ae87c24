/** The contact form, with a question that search did not answer. */
export function contactPath(question: string): string {
  const asked = question.trim().slice(0, 200);
  return asked ? `/help/contact?q=${encodeURIComponent(asked)}` : '/help/contact';
}
