/** What a message's body is bound to when it is sealed. */
export const messagePlace = (id: string) => `messages.body:${id}`;
