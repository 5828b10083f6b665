'use client';

import { use } from 'react';
import Markdown from 'react-markdown';
import { fillText } from '../../lib/text/variables';
import { VariablesContext } from '../shared/variables';
import type { PanelViewProps } from '../view-props';
import type { MarkdownConfig } from './schema';

/** Raw HTML stays text; links open elsewhere and tell nobody where from. */
export function MarkdownView({ data }: PanelViewProps<MarkdownConfig, MarkdownConfig>) {
  const variables = use(VariablesContext);
  return (
    <div className="prose">
      <Markdown
        components={{
          h1: 'h3',
          h2: 'h3',
          h3: 'h4',
          a: ({ href, children }) => (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {children}
            </a>
          ),
        }}
      >
        {fillText(data.text, variables)}
      </Markdown>
    </div>
  );
}
