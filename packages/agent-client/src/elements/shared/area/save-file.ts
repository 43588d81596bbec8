// Hands a file to the browser, to be saved. Its address is of this page alone and ends at once.

/** Milliseconds after which a browser has taken the file. */
const TAKEN_MS = 10_000;

/**
 * Saves a file.
 *
 * @param file - its content
 * @param name - as it is offered
 */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS);
}
