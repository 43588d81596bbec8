// @tellsafe/core/answers/archive: an account's history: the file of the archive's key, and sealing its copies again for a reader.
export {
  type ArchiveKey,
  type ArchiveKeyFile,
  type ArchiveKeyLock,
  type ArchiveKeyName,
  type ArchiveKeyPair,
  formatArchiveKeyFile,
  openArchiveKeyFile,
  PASSPHRASE_MIN_LENGTH,
  parseArchiveKeyFile,
} from './archive-key-file.ts';
export {
  type ArchivedCopy,
  archiveCopyOf,
  openResealed,
  type Reader,
  type ResealedPart,
  resealPart,
} from './reseal.ts';
