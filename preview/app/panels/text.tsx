import { css } from '@emotion/css';
import { renderMarkdown, textUtil, type PanelProps } from '@grafana/data';
import { RenderUserContentAsHTML, ScrollContainer } from '@grafana/ui';
import React from 'react';
import { definePanel } from './define-panel.ts';

interface TextOptions {
  mode: 'markdown' | 'html';
  content: string;
}

const markdown = css({ height: '100%', '> :last-child': { marginBottom: 0 } });

function TextPanel({ options: { mode, content }, replaceVariables }: PanelProps<TextOptions>) {
  // The text first, the variables after: a value with an asterisk is no markup.
  const html = mode === 'markdown' ? renderMarkdown(content) : textUtil.sanitizeTextPanelContent(content);
  return (
    <ScrollContainer height="100%">
      <RenderUserContentAsHTML
        className={`markdown-html ${markdown}`}
        content={textUtil.sanitizeTextPanelContent(replaceVariables(html, {}, 'html'))}
      />
    </ScrollContainer>
  );
}

export const text = definePanel<TextOptions>({
  id: 'text',
  component: TextPanel,
  options: {
    mode: ['markdown', 'html'],
    content: 'any',
    // How the mode `code` would look.
    'code.language': 'any',
    'code.showLineNumbers': 'any',
    'code.showMiniMap': 'any',
  },
  optionDefaults: { mode: 'markdown', content: '' },
});
