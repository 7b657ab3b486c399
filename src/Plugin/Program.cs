using RedisOperator.Plugin.Commands;

return await PluginCommands.Root().Parse(args).InvokeAsync();
