/** The header of every answer that says where catalog and permissions come from. */
export const sampleHeader = 'x-distillable-sample';
