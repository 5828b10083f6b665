import { IconLinkOff } from '@tabler/icons-react';
import { StateBlock } from './state-block';

/** What a link that opens nothing shows: the same for unknown, expired and stopped ones. */
export function ClosedLink() {
  return (
    <main style={{ height: '100vh' }}>
      <h1 className="visually-hidden">Link closed</h1>
      <StateBlock icon={<IconLinkOff size={20} />} title="This link does not open anything">
        It may have expired or been stopped. Ask the person who sent it for a new one.
      </StateBlock>
    </main>
  );
}
