export interface EditorField {
  path: string;
  type: string;
  aggregatable: boolean;
}

export interface PanelEditorProps {
  config: Record<string, unknown>;
  fields: EditorField[];
  /** Everything the person may read, for what a panel takes from elsewhere. */
  dataViews: { id: string; title: string; timeField: string | null }[];
  /** Where links may lead. */
  dashboards?: { id: string; title: string }[];
  onChange: (config: Record<string, unknown>) => void;
}
