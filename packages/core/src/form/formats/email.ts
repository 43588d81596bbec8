// Email addresses: what mail systems deliver to, not everything that RFC 5322 can spell. Linear time, no nested repetition.
import { type FormatRule, refuse } from './format-rule.ts';

/** One part between dots before the at sign: RFC 5322 atext, and letters of other scripts (RFC 6531). */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+$/u;
/** One part between dots after it (RFC 5890 labels, also unconverted). */
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/**
 * Accepts local@domain with at least two domain labels, the last not a number; at most 254 UTF-16 units, 64 before the at sign
 * (RFC 5321 §4.5.3.1). Quoted local parts and address literals are refused. Normalises the domain to lower case.
 */
export const readEmail: FormatRule = (text) => {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  const valid =
    at > 0 &&
    local.length <= 64 &&
    at + 1 + domain.length <= 254 &&
    labels.length > 1 &&
    local.split('.').every((part) => localPart.test(part)) &&
    labels.every((label) => domainLabel.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  return valid ? `${local}@${domain}` : refuse('email_invalid');
};
