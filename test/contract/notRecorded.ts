const TELEGRAM =
	'It is for a Telegram bot, which the recorded server had none of: its refusal of another provider alone is recorded.';

/** Operations without a recording of Novu 3.19.0 that shows that it takes their request, and why. */
export const NOT_RECORDED: Record<string, string> = {
	'integration.linkChannelEndpoint': TELEGRAM,
	'integration.createMobileLink': TELEGRAM,
	'integration.configureWebhook': TELEGRAM,
};
