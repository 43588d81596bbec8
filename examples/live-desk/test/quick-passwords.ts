// Hashes of passwords that cost little: tests start the demo often, and are about everything else.
import { webRandom } from '@tellsafe/core/crypto';
import { argon2Passwords } from '@tellsafe/server-kit/operators';

/** As weak as argon2 goes. */
export const passwords = argon2Passwords(webRandom, { memoryKib: 8, passes: 1 });
