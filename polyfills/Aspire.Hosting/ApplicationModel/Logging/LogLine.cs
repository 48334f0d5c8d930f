namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a console log.</summary>
/// <param name="LineNumber">Its number in the log of its resource, from 1.</param>
/// <param name="Content">The text.</param>
/// <param name="IsErrorMessage">Whether it went to the error stream.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>Whether somebody watches a console log.</summary>
/// <param name="Name">The instance whose log it is.</param>
/// <param name="AnySubscribers">Whether somebody does.</param>
public readonly record struct LogSubscriber(string Name, bool AnySubscribers);
