using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command being done to one instance of a resource.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The services of the application.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The instance: the name of the resource, or of one of its replicas.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Writes to the resource's console log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>What was given.</summary>
    public InteractionInputCollection Arguments { get; init; } = new([]);
}

/// <summary>A state for which a command says whether it can be used.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The state of the resource.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The services of the application.</summary>
    public required IServiceProvider ServiceProvider { get; init; }
}

/// <summary>How a command is shown and when it can be used.</summary>
public class CommandOptions
{
    internal static CommandOptions Default { get; } = new();

    /// <summary>What the button's hint says.</summary>
    public string? Description { get; set; }

    /// <summary>What it asks for.</summary>
    [Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public IReadOnlyList<InteractionInput> Arguments { get; set; } = [];

    /// <summary>Checks what was given.</summary>
    [Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    /// <summary>The question before it is done; null asks nothing.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; set; }

    /// <summary>Outlined or filled.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it has a button in the list of resources, rather than a line in the menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Who may see it.</summary>
    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>Whether it can be used in a state of the resource; null is always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
