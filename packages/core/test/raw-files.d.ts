// Files that a test reads as text.
declare module '*.md?raw' {
  const text: string;
  export default text;
}
