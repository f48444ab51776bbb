/** Imported before anything that makes schemas: the page's policy forbids the code that zod would write to be faster. */
import { z } from 'zod';

z.config({ jitless: true });
