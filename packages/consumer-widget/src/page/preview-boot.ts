// Entry of the preview document: the form's own element, and nothing that could reach a server or a device's store.
import { defineForm } from '../components/form/define.ts';
import { startPreview } from './preview-page.ts';

defineForm();
const form = document.createElement('tellsafe-form');
form.isolated = true;
startPreview(window, form);
