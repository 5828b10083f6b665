'use client';

import { json } from '@codemirror/lang-json';
import { sql } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';

interface Props {
  value: string;
  language: 'sql' | 'requests';
  label: string;
  onChange: (value: string) => void;
  /** ⌘↵; gets the line of the cursor, from 1. */
  onRun: (line: number) => void;
  onCursor?: (line: number) => void;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--or-code-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--or-code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--or-code-number)' },
  { tag: [tags.keyword, tags.typeName], color: 'var(--or-code-keyword)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--or-code-comment)' },
]);

/** CodeMirror for requests and SQL. Loaded only where it is used. */
export function CodeEditor({ value, language, label, onChange, onRun, onCursor }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const calls = useRef({ onChange, onRun, onCursor });
  calls.current = { onChange, onRun, onCursor };
  const first = useRef(value);
  useEffect(() => {
    if (!box.current) return;
    const lineOf = (editor: EditorView) => editor.state.doc.lineAt(editor.state.selection.main.head).number;
    const editor = new EditorView({
      doc: first.current,
      parent: box.current,
      extensions: [
        keymap.of([
          {
            key: 'Mod-Enter',
            run: (target) => {
              calls.current.onRun(lineOf(target));
              return true;
            },
          },
        ]),
        syntaxHighlighting(colours),
        basicSetup,
        new Compartment().of(language === 'sql' ? sql() : json()),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) calls.current.onChange(update.state.doc.toString());
          if (update.selectionSet || update.docChanged) calls.current.onCursor?.(lineOf(update.view));
        }),
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, [language, label]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  return <div ref={box} style={{ height: '100%' }} />;
}
