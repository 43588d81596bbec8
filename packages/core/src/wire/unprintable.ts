/** Control characters and halves of a surrogate pair, which UTF-8 cannot carry. */
export const unprintable = /[\p{Cc}\p{Surrogate}]/u;
