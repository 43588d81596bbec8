// Colours of avatars, apart from the theme's own.
import { css } from 'lit';

/** Style sheet for {@link avatar}. */
export const avatarStyles = css`
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    font-size: 13px;
    font-weight: 650;
    background: light-dark(hsl(var(--_hue) 45% 90%), hsl(var(--_hue) 26% 24%));
    color: light-dark(hsl(var(--_hue) 60% 24%), hsl(var(--_hue) 55% 84%));
  }
  .tone-0 {
    --_hue: 210;
  }
  .tone-1 {
    --_hue: 165;
  }
  .tone-2 {
    --_hue: 265;
  }
  .tone-3 {
    --_hue: 28;
  }
  .tone-4 {
    --_hue: 335;
  }
  .tone-5 {
    --_hue: 190;
  }
`;
