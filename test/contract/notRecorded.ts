const TELEGRAM =
	'It is for a Telegram bot, which the recorded server had none of: its refusal of another provider alone is recorded.';

/** Operations without a recording of Novu 3.19.0 that shows that it takes their request, and why. */
export const NOT_RECORDED: Record<string, string> = {
	'integration.linkChannelEndpoint': TELEGRAM,
	'integration.createMobileLink': TELEGRAM,
	'integration.configureWebhook': TELEGRAM,
	'translation.delete':
		'The recorded server is one of the community edition, which answers 404: the removal of texts is that of the official SDK.',
	'translation.export':
		'The recorded server is one of the community edition, which answers 404: the export is that of the official SDK.',
	'translation.get':
		'The recorded server is one of the community edition, which answers 404: the reading of texts is that of the official SDK.',
	'translation.getGroup':
		'The recorded server is one of the community edition, which answers 404: the list of languages is that of the official SDK.',
	'translation.import':
		'The recorded server is one of the community edition, which answers 404: the import is that of the official SDK.',
	'translation.set':
		'The recorded server is one of the community edition, which answers 404: the writing of texts is that of the official SDK.',
};
