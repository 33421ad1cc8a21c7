import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { HighlightStyle, Language, defineLanguageFacet, languageDataProp, syntaxHighlighting } from '@codemirror/language';
import { EditorState, RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers, placeholder as placeholderText, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { GFM, parser } from '@lezer/markdown';
import { useEffect, useEffectEvent, useRef } from 'react';
import { nonce } from './nonce';
import './editor.css';

interface Props {
  value: string;
  onChange: (value: string) => void;
  label: string;
  language?: 'markdown' | 'yaml';
  readOnly?: boolean;
  placeholder?: string;
  /** Lines (from 1) that the server complained about, with its words. */
  problems?: { line: number; text: string }[];
  /** Ctrl/⌘ S. */
  onSave?: () => void;
}

const data = defineLanguageFacet({ commentTokens: { block: { open: '<!--', close: '-->' } } });
const markdown = new Language(data, parser.configure([GFM, { props: [languageDataProp.add({ Document: data })] }]), [], 'markdown');

const look = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.link, color: 'var(--t-link)' },
  { tag: tags.url, color: 'var(--t-dim)' },
  { tag: tags.monospace, fontFamily: 'var(--mantine-font-family-monospace)', color: 'var(--t-info)' },
  { tag: tags.processingInstruction, color: 'var(--t-dim)' },
  { tag: tags.quote, color: 'var(--t-dim)' },
]);

const setProblems = StateEffect.define<{ line: number; text: string }[]>();

const problemLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setProblems)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const lines = effect.value.filter((item) => item.line >= 1 && item.line <= transaction.state.doc.lines);
      for (const item of lines.sort((a, b) => a.line - b.line)) {
        const at = transaction.state.doc.line(item.line).from;
        builder.add(at, at, Decoration.line({ class: 'editor-problem', attributes: { title: item.text } }));
      }
      next = builder.finish();
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A plain text editor; Markdown is the stored truth, so nothing is hidden. */
export default function Editor({ value, onChange, label, language = 'markdown', readOnly, placeholder, problems, onSave }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const change = useEffectEvent((text: string) => onChange(text));
  const save = useEffectEvent(() => {
    onSave?.();
    return Boolean(onSave);
  });
  const first = useRef(value);

  useEffect(() => {
    if (!host.current) return;
    const extensions: Extension[] = [
      EditorView.cspNonce.of(nonce),
      history(),
      drawSelection(),
      highlightActiveLine(),
      problemLines,
      keymap.of([
        {
          key: 'Mod-s',
          run: () => save(),
        },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorState.readOnly.of(Boolean(readOnly)),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) change(update.state.doc.toString());
      }),
      placeholderText(placeholder ?? ''),
      language === 'markdown'
        ? [markdown, syntaxHighlighting(look), EditorView.lineWrapping]
        : [lineNumbers(), EditorState.tabSize.of(2), keymap.of([indentWithTab])],
    ];
    const made = new EditorView({ state: EditorState.create({ doc: first.current, extensions }), parent: host.current });
    view.current = made;
    return () => {
      first.current = made.state.doc.toString();
      made.destroy();
      view.current = null;
    };
  }, [label, language, placeholder, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: setProblems.of(problems ?? []) });
  }, [problems]);

  return <div ref={host} className={`editor editor-${language}`} />;
}
