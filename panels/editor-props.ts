export interface EditorField {
  path: string;
  type: string;
  aggregatable: boolean;
}

export interface PanelEditorProps {
  config: Record<string, unknown>;
  fields: EditorField[];
  onChange: (config: Record<string, unknown>) => void;
}
