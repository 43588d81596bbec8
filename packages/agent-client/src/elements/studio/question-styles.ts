// The look of the list of questions: cards, their heads and fields, and how a dragged one stands out.
import { css } from 'lit';

/** Style sheet of the questions. */
export const questionStyles = css`
  .questions {
    display: grid;
    gap: 8px;
  }
  .question {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: 9px;
    background: var(--_surface);
  }
  .question.wrong {
    border-color: var(--_bad);
  }
  .question.dragged {
    border-color: var(--_accent);
    box-shadow: var(--_shadow);
  }
  .question > .notice {
    margin-inline: 8px;
  }
  .question-head {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    align-items: center;
  }
  .handle {
    cursor: grab;
    touch-action: none;
  }
  .dragged .handle {
    cursor: grabbing;
  }
  button.opener {
    display: flex;
    flex: 1 1 200px;
    flex-wrap: wrap;
    gap: 4px 10px;
    justify-content: start;
    min-inline-size: 0;
    min-block-size: 44px;
    color: var(--_text);
    text-align: start;
  }
  .opener .number {
    display: grid;
    place-items: center;
    min-inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
  }
  .what {
    display: grid;
    flex: 1 1 120px;
    min-inline-size: 0;
  }
  .what .label {
    justify-self: start;
    overflow-wrap: anywhere;
  }
  .what em {
    color: var(--_muted);
    font-weight: 450;
  }
  .what .kind {
    color: var(--_muted);
    font-size: 12.5px;
    font-weight: 450;
  }
  .turned {
    rotate: 180deg;
  }
  .question-buttons {
    display: flex;
    margin-inline-start: auto;
  }
  .fields {
    display: grid;
    gap: 14px;
    padding: 6px 8px 10px;
  }
  .choice {
    display: flex;
    gap: 6px;
  }
  .choices .error {
    display: flex;
    gap: 6px;
    color: var(--_bad);
    font-size: 13px;
  }
`;
