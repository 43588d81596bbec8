// How a link page looks on a computer; all else is as in the form's sheet.

/** Styles of what stands in the form's place. */
export const desktopStyles = /* css */ `
.desktop ~ .page { display: none; }
figure { display: grid; justify-items: center; gap: 16px; margin: 0; }
figure svg { display: block; inline-size: min(100%, 280px); block-size: auto; border-radius: 12px; }
figcaption { max-inline-size: 36ch; text-align: center; font-weight: 700; }
`;
