import { css } from '@emotion/css';
import { renderMarkdown, textUtil, type PanelProps } from '@grafana/data';
import { RenderUserContentAsHTML, ScrollContainer } from '@grafana/ui';
import React from 'react';
import { any, definePanel } from './define-panel.ts';

interface TextOptions {
  mode: 'markdown' | 'html';
  content: string;
}

const markdown = css({
  height: '100%',
  '> :last-child': { marginBottom: 0 },
  // Colour alone would not tell a link from the words around it.
  'p a': { textDecoration: 'underline' },
});

function TextPanel({ options: { mode, content }, replaceVariables }: PanelProps<TextOptions>) {
  // Variables first, as in Grafana: those in the address of a link would be encoded.
  const filled = replaceVariables(content, {}, 'html');
  return (
    <ScrollContainer height="100%">
      <RenderUserContentAsHTML
        className={`markdown-html ${markdown}`}
        content={textUtil.sanitizeTextPanelContent(mode === 'markdown' ? renderMarkdown(filled) : filled)}
      />
    </ScrollContainer>
  );
}

export const text = definePanel<TextOptions>({
  id: 'text',
  component: TextPanel,
  options: {
    mode: ['markdown', 'html'],
    // `code` tells how that mode would look.
    ...any('content code'),
  },
  optionDefaults: { mode: 'markdown', content: '' },
});
