namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command went.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it was done.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was called off.</summary>
    public bool Canceled { get; init; }

    /// <summary>What there is to say.</summary>
    public string? Message { get; init; }

    /// <summary>What went wrong.</summary>
    [Obsolete("Use Message instead.")]
    public string? ErrorMessage
    {
        get => Message;
        init => Message = value;
    }

    /// <summary>What the command gives back.</summary>
    public CommandResultData? Data { get; init; }
}

/// <summary>What a command gives back.</summary>
public sealed class CommandResultData
{
    /// <summary>The text.</summary>
    public required string Value { get; init; }

    /// <summary>How the text is to be read.</summary>
    public CommandResultFormat Format { get; init; }

    /// <summary>Whether the dashboard shows it at once.</summary>
    public bool DisplayImmediately { get; init; }
}

/// <summary>How a text is to be read.</summary>
public enum CommandResultFormat
{
    /// <summary>As it is.</summary>
    Text = 0,

    /// <summary>As JSON.</summary>
    Json = 1,

    /// <summary>As Markdown.</summary>
    Markdown = 2,
}

/// <summary>Makes results of commands.</summary>
public static class CommandResults
{
    /// <summary>It was done.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It was done.</summary>
    /// <param name="message">What there is to say.</param>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>It was done and gives something back.</summary>
    /// <param name="message">What there is to say.</param>
    /// <param name="value">What it gives back.</param>
    public static ExecuteCommandResult Success(string message, CommandResultData value) => new() { Success = true, Message = message, Data = value };

    /// <summary>It was done and gives a text back.</summary>
    /// <param name="message">What there is to say.</param>
    /// <param name="result">The text.</param>
    /// <param name="resultFormat">How the text is to be read.</param>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>It was done and gives a text back.</summary>
    /// <param name="message">What there is to say.</param>
    /// <param name="result">The text.</param>
    /// <param name="resultFormat">How the text is to be read.</param>
    /// <param name="displayImmediately">Whether the dashboard shows it at once.</param>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat, bool displayImmediately) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat, DisplayImmediately = displayImmediately });

    /// <summary>It was called off.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };

    /// <summary>It failed.</summary>
    /// <param name="errorMessage">What went wrong.</param>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    /// <summary>It failed.</summary>
    /// <param name="exception">What went wrong; its message is told.</param>
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    /// <summary>It failed and gives something back.</summary>
    /// <param name="errorMessage">What went wrong.</param>
    /// <param name="value">What it gives back.</param>
    public static ExecuteCommandResult Failure(string errorMessage, CommandResultData value) =>
        new() { Success = false, Message = errorMessage, Data = value };

    /// <summary>It failed and gives a text back.</summary>
    /// <param name="errorMessage">What went wrong.</param>
    /// <param name="result">The text.</param>
    /// <param name="resultFormat">How the text is to be read.</param>
    public static ExecuteCommandResult Failure(string errorMessage, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Failure(errorMessage, new CommandResultData { Value = result, Format = resultFormat });
}

/// <summary>The names of the commands that the host gives to what it runs.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts an instance.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops an instance.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops an instance and starts it.</summary>
    public static readonly string RestartCommand = "restart";
}
