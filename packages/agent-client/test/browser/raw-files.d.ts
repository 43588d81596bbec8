// Files as text, as the test runner's bundler gives them.
declare module '*?raw' {
  const text: string;
  export default text;
}
