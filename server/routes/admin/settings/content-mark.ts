import { hash } from 'node:crypto';

/** Of what waits, as a page shows it: a form that carries it is about exactly that. */
export const contentMark = (content: string): string => hash('sha256', content, 'base64url');
