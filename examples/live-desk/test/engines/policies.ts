// Runs in pages: tries everything that the form page's policies forbid, and says what was done all the same.

/** What a page tried and got done; a policy that holds leaves nothing. */
export async function tryEverything(elsewhere: string): Promise<string[]> {
  const done: string[] = [];
  const attempt = async (what: string, run: () => unknown) => {
    try {
      if ((await run()) !== false) done.push(what);
    } catch {
      // refused
    }
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
  const arrives = (element: HTMLElement & { src?: string }) =>
    new Promise<boolean>((resolve) => {
      element.addEventListener('load', () => resolve(true));
      element.addEventListener('error', () => resolve(false));
      setTimeout(() => resolve(false), 2_000);
      document.body.append(element);
    });

  await attempt('code from text', async () => {
    setTimeout('window.textRan = true' as never);
    await settle();
    return 'textRan' in window;
  });
  await attempt('markup from text', () => {
    document.createElement('p').innerHTML = '<b>bold</b>';
  });
  await attempt('inline script', async () => {
    const script = document.createElement('script');
    script.append('window.inlineRan = true');
    document.body.append(script);
    return 'inlineRan' in window;
  });
  await attempt('inline style', () => {
    const mark = document.createElement('p');
    mark.setAttribute('style', 'position: fixed');
    document.body.append(mark);
    return getComputedStyle(mark).position === 'fixed';
  });
  await attempt('fetch', () => fetch(`${elsewhere}/fetch`, { mode: 'no-cors' }));
  await attempt('beacon', async () => {
    navigator.sendBeacon(`${elsewhere}/beacon`, 'x');
    await settle();
    return false; // the server tells
  });
  await attempt('socket', () => {
    const socket = new WebSocket(`${elsewhere.replace('http', 'ws')}/socket`);
    socket.onerror = () => {};
    return false; // the server tells
  });
  await attempt('picture', () => arrives(Object.assign(new Image(), { src: `${elsewhere}/picture.svg` })));
  await attempt('script', () =>
    arrives(Object.assign(document.createElement('script'), { src: `${elsewhere}/script.js` })),
  );
  await attempt('style sheet', () =>
    arrives(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${elsewhere}/style.css` })),
  );
  await attempt('base', () => {
    const base = Object.assign(document.createElement('base'), { href: `${elsewhere}/` });
    document.head.prepend(base);
    const moved = document.baseURI.startsWith(elsewhere);
    base.remove();
    return moved;
  });
  await attempt('form', async () => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'target' });
    const form = Object.assign(document.createElement('form'), { action: `${elsewhere}/form`, method: 'post', target: 'target' }); // biome-ignore format: one thought
    document.body.append(frame, form);
    form.submit();
    await settle();
    return false; // the server tells
  });
  await attempt('frame', async () => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${elsewhere}/frame` }));
    await settle();
    return false; // the server tells
  });
  return done;
}
