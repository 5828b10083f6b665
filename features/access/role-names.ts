import { type Message, msg } from '../../lib/i18n/t';

/** What roles are called. */
export const roleNames: Record<string, Message> = {
  administrator: msg('administrator'),
  editor: msg('editor'),
  viewer: msg('viewer'),
};
