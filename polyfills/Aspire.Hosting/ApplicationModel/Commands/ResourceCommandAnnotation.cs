using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that somebody can have done to a resource, by a button of the dashboard or by the API.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Describes a command.</summary>
    /// <param name="name">Its name, unique in the resource.</param>
    /// <param name="displayName">What the button says.</param>
    /// <param name="updateState">Whether it can be used in a state of the resource.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="displayDescription">What the button's hint says.</param>
    /// <param name="arguments">What it asks for.</param>
    /// <param name="confirmationMessage">The question before it is done; null asks nothing.</param>
    /// <param name="iconName">The name of a Fluent UI icon.</param>
    /// <param name="iconVariant">Outlined or filled.</param>
    /// <param name="isHighlighted">Whether it has a button in the list of resources, rather than a line in the menu.</param>
    /// <param name="visibility">Who may see it.</param>
    /// <param name="validateArguments">Checks what was given.</param>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        IReadOnlyList<InteractionInput>? arguments,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted,
        ResourceCommandVisibility visibility = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api,
        Func<InputsDialogValidationContext, Task>? validateArguments = null)
        : this(name, displayName, updateState, executeCommand, displayDescription, (object?)null, confirmationMessage, iconName, iconVariant, isHighlighted)
    {
        Arguments = arguments ?? [];
        Visibility = visibility;
        ValidateArguments = validateArguments;
    }

    /// <summary>Describes a command that asks for nothing.</summary>
    /// <param name="name">Its name, unique in the resource.</param>
    /// <param name="displayName">What the button says.</param>
    /// <param name="updateState">Whether it can be used in a state of the resource.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="displayDescription">What the button's hint says.</param>
    /// <param name="parameter">Not used any more.</param>
    /// <param name="confirmationMessage">The question before it is done; null asks nothing.</param>
    /// <param name="iconName">The name of a Fluent UI icon.</param>
    /// <param name="iconVariant">Outlined or filled.</param>
    /// <param name="isHighlighted">Whether it has a button in the list of resources, rather than a line in the menu.</param>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        object? parameter,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        _ = parameter;
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
    }

    /// <summary>Its name, unique in the resource.</summary>
    public string Name { get; }

    /// <summary>What the button says.</summary>
    public string DisplayName { get; }

    /// <summary>Whether it can be used in a state of the resource.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What the button's hint says.</summary>
    public string? DisplayDescription { get; }

    /// <summary>What it asks for.</summary>
    [Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public IReadOnlyList<InteractionInput> Arguments { get; } = [];

    /// <summary>Checks what was given.</summary>
    [Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; }

    /// <summary>The question before it is done; null asks nothing.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; }

    /// <summary>Outlined or filled.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>Whether it has a button in the list of resources, rather than a line in the menu.</summary>
    public bool IsHighlighted { get; }

    /// <summary>Who may see it.</summary>
    public ResourceCommandVisibility Visibility { get; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}

/// <summary>Whether a command can be used.</summary>
public enum ResourceCommandState
{
    /// <summary>It can.</summary>
    Enabled = 0,

    /// <summary>It is shown, but cannot be used now.</summary>
    Disabled = 1,

    /// <summary>It is not shown.</summary>
    Hidden = 2,
}

/// <summary>Who may see a command.</summary>
[Flags]
public enum ResourceCommandVisibility
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>People, on the dashboard.</summary>
    UI = 1,

    /// <summary>Programs.</summary>
    Api = 2,
}

/// <summary>A command of an instance as it can be used now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="DisplayName">What the button says.</param>
/// <param name="DisplayDescription">What the button's hint says.</param>
/// <param name="Parameter">Not used any more.</param>
/// <param name="ConfirmationMessage">The question before it is done.</param>
/// <param name="IconName">The name of a Fluent UI icon.</param>
/// <param name="IconVariant">Outlined or filled.</param>
/// <param name="IsHighlighted">Whether it has a button in the list of resources.</param>
[DebuggerDisplay(null, Name = "{Name}")]
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>What it asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    /// <summary>Who may see it.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}
