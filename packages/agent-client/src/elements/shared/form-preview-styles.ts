// Look of a form's preview, in the picker and in the question before sending.
import { css } from 'lit';

/** Style sheet for {@link formPreview}. */
export const formPreviewStyles = css`
  .description {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .preview {
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--_softer);
  }
  .preview .asks {
    margin: 0 0 4px;
    color: var(--_muted);
    font-size: 12.5px;
    font-weight: 550;
  }
  .preview li {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    align-items: baseline;
    padding: 6px 0;
    overflow-wrap: anywhere;
  }
  .preview li + li {
    border-block-start: 1px solid var(--_line);
  }
  .preview .label {
    flex: 1 1 60%;
    font-weight: 550;
  }
  .kind,
  .help {
    color: var(--_muted);
    font-size: 12.5px;
  }
  .choice::before {
    content: "· ";
  }
  .help {
    flex-basis: 100%;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    flex-basis: 100%;
  }
  .marks .tag {
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .marks .icon {
    inline-size: 13px;
    block-size: 13px;
  }
`;
