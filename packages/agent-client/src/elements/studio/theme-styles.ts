// The look of the fields of a theme, and of what folds them away.
import { css } from 'lit';

/** Style sheet of a theme's fields. */
export const themeStyles = css`
  details.card {
    display: block;
  }
  details > .theme {
    margin-block-start: 14px;
  }
  details > summary {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: baseline;
    cursor: pointer;
    list-style-position: inside;
  }
  details > summary::before {
    content: "";
    inline-size: 7px;
    block-size: 7px;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    rotate: -45deg;
  }
  [dir="rtl"] details > summary::before {
    rotate: 135deg;
  }
  details[open] > summary::before,
  [dir="rtl"] details[open] > summary::before {
    rotate: 45deg;
  }
  .theme {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  .theme th,
  .theme td {
    vertical-align: middle;
  }
  .theme .notice ul {
    display: grid;
    gap: 4px;
  }
  input[type="color"] {
    inline-size: 44px;
    block-size: 30px;
    padding: 2px;
    cursor: pointer;
  }
  input[type="color"].bad {
    outline: 2px solid var(--_bad);
  }
  .logo {
    display: flex;
    gap: 12px;
    align-items: center;
  }
  .logo img {
    max-inline-size: 140px;
    max-block-size: 40px;
  }
`;
