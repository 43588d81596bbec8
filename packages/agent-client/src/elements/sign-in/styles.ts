// Look of the sign-in: one card in the middle.
import { css } from 'lit';
import { controls, theme } from '../shared/theme.ts';

/** Style sheets of `<tellsafe-sign-in>`. */
export const signInStyles = [
  theme,
  controls,
  css`
    :host {
      display: block;
      background: var(--_background);
    }
    .stage {
      display: grid;
      place-items: center;
      align-content: center;
      gap: 16px;
      min-block-size: 100%;
      padding: 24px 16px;
    }
    /* Most answers come before anybody could read that one is waited for. */
    .stage.loading {
      animation: appear 200ms 400ms both;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
    .card {
      display: grid;
      gap: 18px;
      inline-size: min(100%, 420px);
      padding: 28px clamp(20px, 6vi, 32px) 30px;
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) + 6px);
      background: var(--_surface);
      box-shadow: var(--_shadow);
    }
    .head {
      display: grid;
      gap: 6px;
    }
    h2 {
      font-size: 22px;
      font-weight: 650;
      letter-spacing: -0.015em;
      line-height: 1.25;
      text-wrap: balance;
    }
    h2:focus-visible {
      outline: none;
    }
    .lead,
    .fine {
      color: var(--_muted);
    }
    form {
      display: grid;
      gap: 16px;
    }
    .field {
      display: grid;
      gap: 6px;
    }
    label {
      font-weight: 600;
    }
    input {
      min-block-size: 44px;
      font-size: 16px;
    }
    input[aria-invalid="true"] {
      border-color: var(--_bad);
    }
    .revealing {
      position: relative;
    }
    .revealing input {
      padding-inline-end: 48px;
    }
    .revealing button {
      position: absolute;
      inset-block: 5px;
      inset-inline-end: 5px;
    }
    .code {
      font-size: 20px;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.22em;
      text-align: start;
    }
    [dir="rtl"] .code {
      text-align: right;
    }
    .error,
    .caps {
      display: flex;
      gap: 6px;
      align-items: flex-start;
      font-size: 13px;
    }
    .error {
      color: var(--_bad);
      font-weight: 550;
    }
    .caps {
      color: var(--_warn);
      font-weight: 550;
    }
    .error .icon,
    .caps .icon {
      margin-block-start: 2px;
    }
    .caps:empty {
      display: none;
    }
    .alert:empty {
      display: none;
    }
    .submit {
      inline-size: 100%;
      min-block-size: 46px;
      font-size: 15.5px;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 4px 12px;
    }
    .rules {
      display: grid;
      gap: 5px;
      padding: 12px 14px;
      border-radius: 8px;
      background: var(--_softer);
      font-size: 13.5px;
    }
    .rules ul {
      display: grid;
      gap: 3px;
    }
    .rules li {
      display: flex;
      gap: 7px;
      align-items: center;
      color: var(--_muted);
    }
    .rules li.met {
      color: var(--_good);
    }
    .rules .icon {
      inline-size: 16px;
      block-size: 16px;
    }
    .qr {
      justify-self: center;
      inline-size: 196px;
      block-size: 196px;
      border: 1px solid var(--_line);
      border-radius: 8px;
      background: #ffffff;
      forced-color-adjust: none;
    }
    .secret {
      display: flex;
      gap: 8px;
      align-items: center;
      padding: 8px 8px 8px 12px;
      border-radius: 8px;
      background: var(--_soft);
    }
    [dir="rtl"] .secret {
      padding: 8px 12px 8px 8px;
    }
    .secret code {
      flex: 1;
      font: 550 13.5px/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
      overflow-wrap: anywhere;
      user-select: all;
    }
    .who {
      display: grid;
      gap: 2px;
    }
    .choices {
      display: grid;
      gap: 10px;
    }
    .choices button {
      min-block-size: 44px;
    }
    .empty {
      min-block-size: 240px;
    }
    slot[name="hint"]::slotted(*) {
      inline-size: min(100%, 420px);
    }
  `,
];
