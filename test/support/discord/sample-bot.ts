import {
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  type Message,
  MessageFlags,
  ModalBuilder,
  Partials,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { DiscordEmulator } from './index.ts'

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
]

const commands = [
  {
    name: 'models',
    description: 'Models',
    default_member_permissions: '32',
    options: [
      {
        type: 1,
        name: 'enable',
        description: 'Enable a model',
        options: [
          { type: 3, name: 'model', description: 'Which', required: true, autocomplete: true },
        ],
      },
    ],
  },
  { name: 'setup', description: 'A form' },
  { name: 'card', description: 'A card' },
  { name: 'slow', description: 'Never answers' },
  { name: 'Switch model', type: 3 },
]

function setupForm(): ModalBuilder {
  const select = new StringSelectMenuBuilder()
    .setCustomId('zone')
    .addOptions(
      { label: 'Berlin', value: 'europe/berlin' },
      { label: 'Tokyo', value: 'asia/tokyo' },
    )
  const name = new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short)
  return new ModalBuilder()
    .setCustomId('setup')
    .setTitle('Setup')
    .addLabelComponents(
      new LabelBuilder().setLabel('Time zone').setStringSelectMenuComponent(select),
      new LabelBuilder().setLabel('Name').setTextInputComponent(name.setMaxLength(10)),
    )
}

function card(title: string): ContainerBuilder {
  const button = new ButtonBuilder()
    .setCustomId('more')
    .setLabel('More')
    .setStyle(ButtonStyle.Primary)
  return new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(title))
    .addActionRowComponents(row => row.setComponents(button))
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.commandName === 'setup') return void (await interaction.showModal(setupForm()))
  if (interaction.commandName === 'slow') return
  if (interaction.commandName === 'card') {
    const flags = MessageFlags.IsComponentsV2
    return void (await interaction.reply({ flags, components: [card('Card 1')] }))
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  await interaction.editReply(`Enabled ${interaction.options.getString('model')}`)
  await interaction.followUp({ content: 'Told everyone' })
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) return answerCommand(interaction)
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused()
    return interaction.respond([{ name: `${typed}!`, value: typed }])
  }
  if (interaction.isButton())
    return void (await interaction.update({ components: [card('Card 2')] }))
  if (interaction.isMessageContextMenuCommand())
    return void (await interaction.reply(`Switched ${interaction.targetMessage.content}`))
  if (interaction.isModalSubmit()) {
    const [zone] = interaction.fields.getStringSelectValues('zone')
    const name = interaction.fields.getTextInputValue('name')
    await interaction.reply({ content: `${zone} ${name}`, flags: MessageFlags.Ephemeral })
  }
}

async function answerMessage(message: Message): Promise<void> {
  if (message.author.bot || message.system) return
  const allowedMentions = { parse: [] }
  if (message.content.includes('thread')) {
    const thread = await message.startThread({ name: 'A talk' })
    return void (await thread.send({ content: 'in the thread', allowedMentions }))
  }
  const draft = await message.reply({ content: '…', allowedMentions })
  await draft.edit({ content: `You said: ${message.content}`, allowedMentions })
}

/** A small bot on the real discord.js, to try the emulator with. */
export async function startSampleBot(
  discord: DiscordEmulator,
  options = { intents },
): Promise<Client> {
  const client = new Client({
    ...options,
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl, retries: 1 },
    enforceNonce: true,
  })
  client.on('interactionCreate', interaction => void answer(interaction))
  client.on('messageCreate', message => void answerMessage(message))
  client.on('error', () => undefined)
  const isReady = new Promise(resolve => client.once('clientReady', resolve))
  await client.login(discord.token)
  await isReady
  await client.application?.commands.set(commands as never)
  return client
}
